"""«Посмотреть пример»: a programme year of a made-up kindergarten, built by the same acts that screens call."""
