/** The settings of the environment, as the text that inputs have: provisional until the settings file is parsed. */
export async function settingInputs(): Promise<Record<string, string>> {
  return {}
}
