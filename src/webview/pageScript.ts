/** Read while the page's script runs: later it is gone. What is loaded later comes from the same place and with the same nonce. */
const ownScript = document.currentScript instanceof HTMLScriptElement ? document.currentScript : undefined;

/** Loads another script of ours, such as `drawing.js`, into the page; `what` it is for is named where that fails. */
export function loadPageScript(file: string, what: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const fail = (): void => reject(new Error(`the ${what} did not load`));
    if (!ownScript) {
      fail();
      return;
    }
    const script = document.createElement('script');
    script.nonce = ownScript.nonce;
    script.src = ownScript.src.replace(/[^/]+\.js(?=$|\?)/, file);
    script.onload = () => resolve();
    script.onerror = fail;
    document.head.append(script);
  });
}
