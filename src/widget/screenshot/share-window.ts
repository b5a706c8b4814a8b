/** Whether the browser can be asked for a picture of the window. */
export const canShare = (): boolean => 'getDisplayMedia' in (navigator.mediaDevices ?? {})

/** A picture of what the person shares, after the browser has asked them; the widget is out of sight meanwhile. */
export async function shareWindow(root: ShadowRoot): Promise<HTMLCanvasElement> {
  const wanted = { video: { displaySurface: 'browser' }, audio: false, preferCurrentTab: true }
  const stream = await navigator.mediaDevices.getDisplayMedia(wanted)
  const host = root.host as HTMLElement
  host.style.setProperty('visibility', 'hidden')
  try {
    const video = document.createElement('video')
    video.muted = true
    video.srcObject = stream
    await video.play()
    // The frame after the next one no longer shows the widget.
    await new Promise((done) => setTimeout(done, 300))
    const canvas = document.createElement('canvas')
    canvas.width = video.videoWidth
    canvas.height = video.videoHeight
    canvas.getContext('2d')?.drawImage(video, 0, 0)
    return canvas
  } finally {
    host.style.removeProperty('visibility')
    for (const track of stream.getTracks()) track.stop()
  }
}
