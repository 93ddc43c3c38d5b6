import { isUsedElsewhere, removeSlot } from '../edits/removeField.ts';
import { editing, originOf, type Slot, slotAt, slotsOf, type WrittenTree } from '../edits/writtenTree.ts';
import { fixWith, type TextFixer } from './fix.ts';

/** A key that is there twice: takes out the earlier one, which kubectl does not read. */
export const removeDuplicateKey: TextFixer = {
  codes: ['syntax/duplicate-key'],
  offer({ text, document, diagnostic }) {
    let name = '';
    const edits = editing({ text, document }, (tree) => {
      const later = slotWithKeyAt(tree, diagnostic.range.start - originOf(document));
      const siblings = later?.parent && slotsOf(later.parent);
      const earlier = siblings?.find((slot) => slot.name === later?.name);
      if (!later || !siblings || !earlier || earlier.index >= later.index) return undefined;
      if (isUsedElsewhere(tree, earlier)) return undefined;
      name = later.name ?? '';
      return removeSlot(tree, earlier, siblings);
    });
    return fixWith(`Remove the first ${name}, which is not read`, edits, 'unambiguous');
  },
};

function slotWithKeyAt(tree: WrittenTree, offset: number): Slot | undefined {
  let slot: Slot | undefined = slotAt(tree, []);
  while (slot) {
    const inside: readonly Slot[] = slotsOf(slot) ?? [];
    const found = inside.find(({ key }) => key?.start === offset);
    if (found) return found;
    slot = inside.find(({ start, end }) => start <= offset && offset < end);
  }
  return undefined;
}
