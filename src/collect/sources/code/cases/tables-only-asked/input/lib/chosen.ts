// Asked in one file, and offered in another that names no library.
export const CHOSEN_MODELS = ['gpt-5'];
