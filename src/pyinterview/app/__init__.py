"""What a person touches: commands, drawing, reading input, grading."""
