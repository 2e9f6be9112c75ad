export { Blob, blobBytes, File, isBlob } from "../blob/blob.ts";
export { FormData, isFormData } from "../blob/form-data.ts";
export { decodeMultipart, encodeMultipart } from "../blob/multipart.ts";
