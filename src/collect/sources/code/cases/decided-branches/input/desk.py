import os

from agents import Agent, function_tool


@function_tool
def look_up(text: str) -> str:
    """Looks up."""
    return text


@function_tool
def send_mail(to: str) -> str:
    """Sends mail."""
    return to


@function_tool
def delete_mail(id: str) -> str:
    """Deletes mail."""
    return id


def get_tools(names=None, include_mail: bool = False):
    found = {"look_up": look_up}
    if include_mail:
        try:
            found.update({"send_mail": send_mail})
        except ImportError:
            pass
    else:
        found["delete_mail"] = delete_mail
    if names is None:
        return list(found.values())
    return [found[name] for name in names if name in found]


def chosen(mail=False):
    return [look_up, send_mail] if mail else [look_up]


def forced(mail=False):
    # What it was passed no longer says what it is.
    mail = os.getenv("MAIL") == "1"
    tools = [look_up]
    if mail:
        tools.append(send_mail)
    return tools


plain_tools = get_tools()
plain = Agent(name="Plain", instructions="You look up.", tools=plain_tools)
mailing = Agent(name="Mailing", instructions="You mail.", tools=get_tools(include_mail=True))
spread = Agent(name="Spread", instructions="You look up.", tools=[*get_tools(None, False)])
ternary = Agent(name="Ternary", instructions="You look up.", tools=chosen())
# Against: what is passed is not known, so each of them may be there.
asked = Agent(name="Asked", instructions="You look up.", tools=get_tools(include_mail=os.getenv("MAIL") == "1"))
open_ended = Agent(name="Open", instructions="You look up.", tools=get_tools(**dict(os.environ)))
overridden = Agent(name="Overridden", instructions="You look up.", tools=forced())


class Box:
    def make(self, mail=False):
        tools = [look_up]
        if mail:
            tools.append(send_mail)
        return tools


class MailBox(Box):
    def make(self, mail=False):
        return super().make(mail=True)


def boxed(box: Box):
    return Agent(name="Boxed", instructions="You look up.", tools=box.make())


exactly_a_box = Agent(name="Exactly a box", instructions="You look up.", tools=Box().make())
boxed(MailBox())
