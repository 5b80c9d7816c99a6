import OpenAI from 'openai';
import { initializeApp } from 'firebase/app';
import { Loader } from '@googlemaps/js-api-loader';

/** What every visitor is handed is no secret of the program. */
export const fb = initializeApp({ apiKey: process.env.NEXT_PUBLIC_FIREBASE_API_KEY, authDomain: 'shop' });
export const maps = new Loader({ apiKey: process.env.REACT_APP_MAPS_API_KEY!, version: 'weekly' });
/** A key of an AI service is one all the same: it is given away. */
export const gpt = new OpenAI({ apiKey: process.env.NEXT_PUBLIC_DESK_KEY, dangerouslyAllowBrowser: true });
export const ask = () =>
  fetch('https://llm.example/v1', { headers: { Authorization: `Bearer ${process.env.VITE_OPENAI_API_KEY}` } });
/** Handed over under a name of the program's own. */
export const own = new Loader({ apiKey: process.env.SHOP_MAPS_API_KEY!, version: 'weekly' });
