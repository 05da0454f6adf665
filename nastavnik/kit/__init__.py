"""What every room uses: keys, clock, periods, lifecycles, journal, access, personal data, page components."""
