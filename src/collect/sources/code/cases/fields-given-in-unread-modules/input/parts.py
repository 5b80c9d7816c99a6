from desk import *
