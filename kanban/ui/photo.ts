/** The address of a picture, when it is one of the portal's own (the page's policy lets no other in); "" otherwise. */
export function photoUrl(photo: string, portalLink: string): string {
  if (photo === "" || portalLink === "") return "";
  try {
    const url = new URL(photo, portalLink);
    return url.origin === new URL(portalLink).origin ? url.href : "";
  } catch {
    return "";
  }
}
