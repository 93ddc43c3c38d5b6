import type { Rectangle } from '../../src/webview/podLayout.ts';
import type { Point } from '../../src/webview/podRoutes.ts';

/** Whether two rectangles have more in common than a border. */
export function overlap(a: Rectangle, b: Rectangle): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

export function inside(a: Rectangle, b: Rectangle): boolean {
  return a.x >= b.x && a.y >= b.y && a.x + a.width <= b.x + b.width && a.y + a.height <= b.y + b.height;
}

/** Whether a straight line, which is upright or level, goes through a rectangle, and not only along it. */
export function crosses(from: Point, to: Point, { x, y, width, height }: Rectangle): boolean {
  const [left, right] = [Math.min(from.x, to.x), Math.max(from.x, to.x)];
  const [top, bottom] = [Math.min(from.y, to.y), Math.max(from.y, to.y)];
  return left < x + width - 0.5 && right > x + 0.5 && top < y + height - 0.5 && bottom > y + 0.5;
}

export function onBorder({ x, y }: Point, box: Rectangle): boolean {
  const near = (a: number, b: number) => Math.abs(a - b) < 0.5;
  const within = x >= box.x - 0.5 && x <= box.x + box.width + 0.5 && y >= box.y - 0.5 && y <= box.y + box.height + 0.5;
  return (
    within && [near(x, box.x), near(x, box.x + box.width), near(y, box.y), near(y, box.y + box.height)].includes(true)
  );
}
