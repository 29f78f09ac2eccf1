/// The JSON Schemas of what a run writes beside its records, as they stand in Schemas/NAME.schema.json.
public enum RunSchemas {
  /// Of `manifest.json`.
  public static var manifest: [UInt8] { PackageResources.manifest_schema_json }
  /// Of `run.json`.
  public static var report: [UInt8] { PackageResources.run_schema_json }
  /// Of the entries in `quarantine/`.
  public static var quarantine: [UInt8] { PackageResources.quarantine_schema_json }
}
