from parts import Desk

desk = Desk(system="You are the desk of the night, with the key sk-notreal-unread-1.")
