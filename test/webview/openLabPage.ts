import { startLab } from '../../src/labs/labSession.ts';
import type { PageBench } from './pageBench.ts';
import { shownLab, viewed } from './shownLab.ts';

/** Opens the lab page with something shown: the lab at its beginning unless said otherwise. */
export async function openLabPage(bench: PageBench, message: unknown = viewed(startLab(shownLab))) {
  const opened = await bench.open('labPage');
  await opened.send(message);
  await opened.page.locator('#step-title').waitFor();
  const press = (name: string | RegExp, exact = true): Promise<void> =>
    opened.page.getByRole('button', { name, exact }).first().click();
  return { ...opened, press, last: async () => (await opened.sent()).at(-1) };
}
