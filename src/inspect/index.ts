export { createInspector, type InspectorOptions } from './create-inspector.ts';
export { describeCredential } from './describe-credential.ts';
export { Detector, loadDetectors } from './detector.ts';
export { type Inspector, type Match } from './inspector.ts';
