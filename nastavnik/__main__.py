from nastavnik.config.cli import main

raise SystemExit(main())
