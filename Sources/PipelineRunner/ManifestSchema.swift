/// The JSON Schema of `manifest.json`.
public enum ManifestSchema {
  /// As it stands in Schemas/manifest.schema.json.
  public static var bytes: [UInt8] { PackageResources.manifest_schema_json }
}
