"""The employer's assignment of mentoring (ТК РФ ст. 351.8): supplementary agreements, notices (4.2, 5.1/3)."""
