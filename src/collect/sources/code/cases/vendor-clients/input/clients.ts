import { GoogleGenerativeAI } from '@google/generative-ai';
import { pipeline } from '@huggingface/transformers';
import Groq from 'groq-sdk';
import ollama from 'ollama';

const groq = new Groq();
const gemini = new GoogleGenerativeAI(process.env.GEMINI_API_KEY ?? '').getGenerativeModel({
  model: 'gemini-2.5-flash',
  systemInstruction: 'You read minutes.',
});

// A table of models by the name that holds it, whatever it begins with.
export const builtinOpenAIModels = [{ id: 'openai:gpt-5-mini', name: 'GPT-5 mini' }];

export async function ask(minutes: string) {
  await groq.chat.completions.create({ model: 'llama-3.1-8b-instant', messages: [{ role: 'user', content: minutes }] });
  await ollama.chat({
    model: 'qwen3:8b',
    messages: [{ role: 'user', content: `Name everybody who was present at this meeting: ${minutes}` }],
  });
  await gemini.generateContent(minutes);
  return pipeline('automatic-speech-recognition', 'Xenova/whisper-base');
}
