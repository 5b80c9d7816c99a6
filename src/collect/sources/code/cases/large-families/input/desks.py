"""Classes that a program generates: so many of them are read, and the rest is said to be left out."""

from agents import Agent


class Desk:
    def build(self):
        return Agent(name="desk", instructions=self.prompt)


class Desk1(Desk):
    prompt = "You are desk 1."


class Desk2(Desk):
    prompt = "You are desk 2."


class Desk3(Desk):
    prompt = "You are desk 3."


class Desk4(Desk):
    prompt = "You are desk 4."


class Desk5(Desk):
    prompt = "You are desk 5."


class Desk6(Desk):
    prompt = "You are desk 6."


class Desk7(Desk):
    prompt = "You are desk 7."


class Desk8(Desk):
    prompt = "You are desk 8."


class Desk9(Desk):
    prompt = "You are desk 9."


class Desk10(Desk):
    prompt = "You are desk 10."


class Desk11(Desk):
    prompt = "You are desk 11."


class Desk12(Desk):
    prompt = "You are desk 12."


class Desk13(Desk):
    prompt = "You are desk 13."


class Desk14(Desk):
    prompt = "You are desk 14."


class Desk15(Desk):
    prompt = "You are desk 15."


class Desk16(Desk):
    prompt = "You are desk 16."


class Desk17(Desk):
    prompt = "You are desk 17."


class Desk18(Desk):
    prompt = "You are desk 18."


class Desk19(Desk):
    prompt = "You are desk 19."


class Desk20(Desk):
    prompt = "You are desk 20."


class Desk21(Desk):
    prompt = "You are desk 21."


class Desk22(Desk):
    prompt = "You are desk 22."


class Desk23(Desk):
    prompt = "You are desk 23."


class Desk24(Desk):
    prompt = "You are desk 24."


class Desk25(Desk):
    prompt = "You are desk 25."


class Desk26(Desk):
    prompt = "You are desk 26."


class Desk27(Desk):
    prompt = "You are desk 27."


class Desk28(Desk):
    prompt = "You are desk 28."


class Desk29(Desk):
    prompt = "You are desk 29."


class Desk30(Desk):
    prompt = "You are desk 30."


class Desk31(Desk):
    prompt = "You are desk 31."


class Desk32(Desk):
    prompt = "You are desk 32."


class Desk33(Desk):
    prompt = "You are desk 33."


class Desk34(Desk):
    prompt = "You are desk 34."


class Desk35(Desk):
    prompt = "You are desk 35."


class Desk36(Desk):
    prompt = "You are desk 36."


class Desk37(Desk):
    prompt = "You are desk 37."


class Desk38(Desk):
    prompt = "You are desk 38."


class Desk39(Desk):
    prompt = "You are desk 39."


class Desk40(Desk):
    prompt = "You are desk 40."


class Desk41(Desk):
    prompt = "You are desk 41."


class Desk42(Desk):
    prompt = "You are desk 42."


class Desk43(Desk):
    prompt = "You are desk 43."


class Desk44(Desk):
    prompt = "You are desk 44."


class Desk45(Desk):
    prompt = "You are desk 45."


class Desk46(Desk):
    prompt = "You are desk 46."


class Desk47(Desk):
    prompt = "You are desk 47."


class Desk48(Desk):
    prompt = "You are desk 48."


class Desk49(Desk):
    prompt = "You are desk 49."


class Desk50(Desk):
    prompt = "You are desk 50."


class Desk51(Desk):
    prompt = "You are desk 51."


class Desk52(Desk):
    prompt = "You are desk 52."


class Desk53(Desk):
    prompt = "You are desk 53."


class Desk54(Desk):
    prompt = "You are desk 54."


class Desk55(Desk):
    prompt = "You are desk 55."


class Desk56(Desk):
    prompt = "You are desk 56."


class Desk57(Desk):
    prompt = "You are desk 57."


class Desk58(Desk):
    prompt = "You are desk 58."


class Desk59(Desk):
    prompt = "You are desk 59."


class Desk60(Desk):
    prompt = "You are desk 60."


class Desk61(Desk):
    prompt = "You are desk 61."
