const nullWords = new Set(['', '~', 'null', 'Null', 'NULL']);
const trueWords = /^(y|Y|yes|Yes|YES|true|True|TRUE|on|On|ON)$/;
const falseWords = /^(n|N|no|No|NO|false|False|FALSE|off|Off|OFF)$/;
const integer = /^([-+]?)(?:0x([0-9a-fA-F]+)|0b([01]+)|0o?([0-7]+)|(0|[1-9][0-9]*))$/;
const float = /^[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?$/;
const timestamp = /^\d{4}-\d{1,2}-\d{1,2}([Tt ]\s*\d{1,2}:\d{1,2}:\d{1,2}(\.\d*)?\s*(Z|[-+]\d{1,2}(:\d{1,2})?)?)?$/;
const sexagesimal = /^[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+(?:\.[0-9_]*)?$/;

/** What an unquoted YAML 1.1 scalar means to kubectl's reader: `yes` is a boolean, `0644` is 420, `12:30` is text. */
export function resolvePlain(text: string): string | number | boolean | null {
  if (nullWords.has(text)) return null;
  if (trueWords.test(text)) return true;
  if (falseWords.test(text)) return false;
  if (!/^[-+.0-9]/.test(text)) return text;
  const digits = text.startsWith('.') ? text : text.replaceAll('_', '');
  const match = integer.exec(digits);
  if (match && digits.length < 80) {
    const [, sign, hex, binary, octal, decimal] = match;
    const magnitude = BigInt(hex ? `0x${hex}` : binary ? `0b${binary}` : octal ? `0o${octal}` : (decimal ?? '0'));
    if (magnitude < 2n ** 64n) return Number(sign === '-' ? -magnitude : magnitude);
  }
  const value = float.test(digits) ? Number(digits) : Number.NaN;
  return Number.isFinite(value) ? value : text;
}

/** Whether a text must be quoted to stay a text in YAML 1.1. */
export function readsAsOther(text: string): boolean {
  if (typeof resolvePlain(text) !== 'string' || timestamp.test(text) || sexagesimal.test(text)) return true;
  return text === '<<' || text === '=' || /^[-+]?\.(inf|Inf|INF)$|^\.(nan|NaN|NAN)$/.test(text);
}
