// Reads the environment, and a name that holds another: MY_PERPLEXITY_API_KEY_FILE.
export const path = process.env.MY_PERPLEXITY_API_KEY_FILE;
export const port = process.env.PORT;
