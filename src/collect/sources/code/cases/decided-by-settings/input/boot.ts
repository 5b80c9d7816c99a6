import { settings } from './flags';

settings.deep = true;
