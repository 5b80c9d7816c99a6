// Asked where it is imported, and used nowhere else.
export const SERVED_MODELS = ['gpt-5-mini'];
