export const db = { dialect: 'sqlite' };
export const toolkit = { tools: [] };
