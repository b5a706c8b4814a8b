const mark = 'data-sluice-flag'

/** Acts once there is an element that shows what a flag decides; most pages say so themselves and have none. */
export function onFirstMark(act: () => void): void {
  const look = () => {
    if (!document.querySelector(`[${mark}]`)) return
    observer.disconnect()
    act()
  }
  const observer = new MutationObserver(look)
  observer.observe(document, { subtree: true, childList: true, attributeFilter: [mark] })
  look()
}
