import { CHOSEN_MODELS } from './chosen';

export const Picker = () => <select>{CHOSEN_MODELS.map((id) => <option key={id}>{id}</option>)}</select>;
