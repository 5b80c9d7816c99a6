/** Turns a finished conversation into three lines for the ticket. */
export const SUMMARY_INSTRUCTIONS = `Summarise the conversation for a colleague in at most three lines.
Leave out names, addresses and anything that looks like a password or a key,
for example sk-ant-api03-<YOUR-KEY-HERE> or "token: ********".`;
