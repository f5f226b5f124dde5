"""What `manage.py benchmark_national` measures in the invented nation, product and floors in turns."""
