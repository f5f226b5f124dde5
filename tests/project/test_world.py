from tests import make


def test_the_factories_build_consistent_records(cast):
    training = make.training(cast.palu, sessions=2)
    enrolment = make.enrolment(training, make.client(cast.palu, nik="7271032809870002"))
    assert enrolment.client.nik == "7271032809870002"
    assert enrolment.client.masked_nik == "7271••••••••0002"
    assert training.sessions.count() == 2
