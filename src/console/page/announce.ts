/** Has a line read out to who does not see the page. */
export const announce = (text: string) => {
  const status = document.getElementById('live-status')
  if (status) status.textContent = text
}
