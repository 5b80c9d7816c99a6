/** `process.env.LIBRARY_COMMENT_API_KEY` is named in a comment alone. */
export const settings = {
  reviewer: { secret: process.env.LIBRARY_REVIEWER_SECRET_TEXT },
  help: 'Set process.env.LIBRARY_HELP_API_KEY before you start.',
};
