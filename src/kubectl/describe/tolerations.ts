import type { Toleration } from '../../api/generated/objects.ts';

/** Tolerations as describe writes them, sorted by key: `node.kubernetes.io/not-ready:NoExecute op=Exists for 300s`. */
export function tolerationTexts(tolerations: readonly Toleration[]): string[] {
  const key = (toleration: Toleration) => toleration.key ?? '';
  return [...tolerations].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0)).map(tolerationText);
}

function tolerationText(toleration: Toleration): string {
  const { key = '', value = '', effect = '', operator, tolerationSeconds } = toleration;
  let text = key + (value === '' ? '' : `=${value}`) + (effect === '' ? '' : `:${effect}`);
  if (operator === 'Exists' && value === '') text += text === '' ? 'op=Exists' : ' op=Exists';
  return tolerationSeconds === undefined ? text : `${text} for ${tolerationSeconds}s`;
}
