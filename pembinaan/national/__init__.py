"""An invented nation of any size, for measuring: `manage.py generate_national`."""
