/// The JSON Schema of the article record.
public enum ArticleSchema {
  /// As it stands in Schemas/article.schema.json.
  public static var bytes: [UInt8] { PackageResources.article_schema_json }
}
