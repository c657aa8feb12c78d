/** Codes seen by the phone's camera, where the browser can read them by itself. */
interface Detector { detect(source: HTMLVideoElement): Promise<{ rawValue: string }[]> }
type Detecting = new (options: { formats: string[] }) => Detector;
const LOOKS = 250; // milliseconds between two looks: fast enough for a hand, slow enough for a cheap phone

const detecting = (globalThis as { BarcodeDetector?: Detecting }).BarcodeDetector;
export const canScan = Boolean(detecting && globalThis.navigator?.mediaDevices);

/** Show the camera in `video` and call `seen` for each code; returns what ends it. Rejects where the person says no. */
export async function scan(video: HTMLVideoElement, seen: (text: string) => void): Promise<() => void> {
  const stream = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" }, audio: false });
  video.srcObject = stream;
  await video.play();
  const detector = new detecting!({ formats: ["qr_code"] });
  const timer = setInterval(() => {
    void detector.detect(video).then((found) => found[0] && seen(found[0].rawValue)).catch(() => undefined);
  }, LOOKS);
  return () => {
    clearInterval(timer);
    for (const track of stream.getTracks()) track.stop();
    video.srcObject = null;
  };
}
