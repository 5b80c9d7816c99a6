export { default as refunds } from "./refunds.md";
export { default as letters } from "./letters.md?raw";
