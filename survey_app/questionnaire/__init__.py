"""What a questionnaire is: the model, the file format, its checks, and what an answer must be."""
