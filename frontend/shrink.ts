const SIDE = 1600;
const QUALITY = 0.8;
const SMALL = 250_000;

/** A photo as it is read on a phone: at most 1600 px, a tenth of the bytes. What would not become smaller stays. */
export async function shrunk(file: File): Promise<File> {
  if (!/^image\/(jpeg|png|webp|heic|heif)$/.test(file.type) || (file.size < SMALL && !file.type.includes("hei"))) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [Math.round(picture.width * scale), Math.round(picture.height * scale)];
    const pen = canvas.getContext("2d")!;
    if (file.type !== "image/png") pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(picture, 0, 0, canvas.width, canvas.height);
    picture.close();
    const wanted = file.type === "image/png" ? "image/webp" : "image/jpeg"; // a drawing may have holes
    const made = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, wanted, QUALITY));
    if (!made || made.type !== wanted || (made.size >= file.size && !file.type.includes("hei"))) return file;
    return new File([made], file.name.replace(/\.[^.]*$/, "") + (wanted === "image/webp" ? ".webp" : ".jpg"), { type: wanted });
  } catch {
    return file; // the browser cannot draw it: the server decides
  }
}
