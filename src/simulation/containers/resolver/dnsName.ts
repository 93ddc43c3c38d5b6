import { maxNameBytes, nameOf } from '../../../api/dnsWire/nameText.ts';

const maxLabelBytes = 63;

/**
 * The name that a program means with a text, as messages write it. Each dot in it ends a label, one may stand at the end. Nothing where
 * it can be no name: an empty or too long label, more than 255 bytes, a character that is no byte.
 */
export function dnsNameOf(text: string): string | undefined {
  if (text === '.') return '.';
  const labels = (text.endsWith('.') ? text.slice(0, -1) : text).split('.');
  const isWrong = labels.some((label) => label.length === 0 || label.length > maxLabelBytes);
  const bytes = labels.reduce((sum, label) => sum + label.length + 1, 1);
  return isWrong || bytes > maxNameBytes || /[^\0-\xff]/.test(text) ? undefined : nameOf(labels);
}

/** Whether glibc lets a text be the name of a host: letters, digits, hyphens and underscores between dots, no hyphen first. */
export function isHostName(text: string): boolean {
  return /^(?!-)[A-Za-z0-9_.-]+$/.test(text);
}
