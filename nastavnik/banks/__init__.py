"""The two banks: mentees with professional requests, mentors with competences (4.4.2, 4.4.5, R2, R3)."""
