SELECT office_id, date_trunc('month', day), count(*), count(*) FILTER (WHERE mark IN ('present', 'late')),
    0, 0, 0, 0
FROM trainings_attendance attendance
JOIN trainings_session session ON session.id = session_id
JOIN trainings_training training ON training.id = training_id
WHERE office_id = ANY (%(offices)s) AND day BETWEEN %(first)s::date AND %(last)s::date
GROUP BY 1, 2;
SELECT office_id, date_trunc('month', training.starts_on), 0, 0, count(*),
    count(*) FILTER (WHERE enrolment.status = 'completed'), 0, 0
FROM trainings_enrolment enrolment JOIN trainings_training training ON training.id = training_id
WHERE office_id = ANY (%(offices)s) AND training.starts_on BETWEEN %(first)s::date AND %(last)s::date
GROUP BY 1, 2;
SELECT office_id, date_trunc('month', closes_on), 0, 0, 0, 0, count(*),
    count(*) FILTER (WHERE outcome.status IN ('employed', 'casual', 'own_business', 'joint_business'))
FROM trainings_followup follow_up
JOIN trainings_enrolment enrolment ON enrolment.id = enrolment_id
JOIN trainings_training training ON training.id = training_id
LEFT JOIN trainings_outcome outcome ON outcome.follow_up_id = follow_up.id
WHERE office_id = ANY (%(offices)s) AND closes_on BETWEEN %(first)s::date AND %(last)s::date
GROUP BY 1, 2;
