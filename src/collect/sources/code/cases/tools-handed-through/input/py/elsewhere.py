from machines import make

dug = make(["spade"], prompt="You dig holes in the garden.")
