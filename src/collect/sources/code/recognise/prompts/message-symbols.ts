/** Messages of LangChain, whose content is the text. */
export const MESSAGE =
  /\.(SystemMessage|SystemMessagePromptTemplate\.from_template|(Chat)?PromptTemplate\.from_template|PromptTemplate|prompt_with_handoff_instructions)$|#(SystemMessage|(Chat)?PromptTemplate\.fromTemplate|PromptTemplate)$/;
/** Where a message or a template is told its text. */
export const CONTENT = ['content', 'prompt', 'template', '0.content', '0.template', '0'];
/** Those among them whose text is a template, with names in braces. */
export const TEMPLATED = /PromptTemplate(\.from_template|\.fromTemplate)?$/;
/** Messages of others, and places for them: no text of the system's is in them. */
export const OTHER_MESSAGE = /(\.|#)(MessagesPlaceholder|(Human|AI|Tool|Chat)Message(PromptTemplate\.\w+)?)$/;
/** Templates that hold a list of messages. */
export const TEMPLATE = /(\.|#)ChatPromptTemplate(\.from_messages|\.fromMessages)?$/;
/** Methods that fill in all of a template at once (https://reference.langchain.com/python/langchain-core/prompts). */
export const FILLS = /^(a?invoke|a?format_messages|a?format_prompt|formatMessages|formatPromptValue)$/;
/** Methods that give what was filled in as a text or as messages. */
export const GIVES_FILLED = /^(toString|to_string|to_messages|toChatMessages)$/;
