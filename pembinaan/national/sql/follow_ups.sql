SELECT pg_temp.id(5, n) AS id, enrolment_id, point, due_on, opens_on, closes_on, done_on FROM nat_follow_up
