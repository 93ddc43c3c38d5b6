/** Runs in the page: how large the picture is shown, and what texts reach out of their boxes. */
export function measurePicture(): { scale: number; outside: string[] } {
  const svg = document.querySelector<SVGSVGElement>('.picture svg');
  if (!svg) return { scale: 0, outside: ['no picture'] };
  const scale = svg.getBoundingClientRect().width / svg.viewBox.baseVal.width;
  const outside: string[] = [];
  const check = (words: Element | null, box: Element | null) => {
    if (!words || !box) return;
    const [inner, outer] = [words.getBoundingClientRect(), box.getBoundingClientRect()];
    const slack = 1;
    if (inner.left < outer.left - slack || inner.right > outer.right + slack || inner.bottom > outer.bottom + slack) {
      outside.push(words.textContent ?? '');
    }
  };
  for (const node of svg.querySelectorAll('.node'))
    check(node.querySelector('p'), node.querySelector('.label-container'));
  for (const group of svg.querySelectorAll('.cluster')) check(group.querySelector('p'), group.querySelector('rect'));
  return { scale, outside };
}
