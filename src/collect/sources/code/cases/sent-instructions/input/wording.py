REVIEW = "Judge the essay {essay} by these marks: {marks}."
TONE = "You write like a librarian. Today is {day}."
RECEIPT = "Total {sum}, thank you."
UNSENT = "Nobody sends {this}."
