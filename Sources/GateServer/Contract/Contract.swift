import Foundation

/// The served OpenAPI document, as far as its page shows it.
struct Contract: Decodable {
    struct Info: Decodable {
        var title: String
        var description: String?
    }

    struct Components: Decodable {
        var schemas: [String: Schema]
        var responses: [String: Reply]
    }

    final class Schema: Decodable {
        let reference: String?, type: String?, description: String?, pattern: String?, format: String?
        let values: [String]?, required: [String]?
        let properties: [String: Schema]?
        let items: Schema?

        private enum CodingKeys: String, CodingKey {
            case reference = "$ref", values = "enum", type, description, pattern, format, required, properties, items
        }

        init(from decoder: any Decoder) throws {
            let keys = try decoder.container(keyedBy: CodingKeys.self)
            reference = try keys.decodeIfPresent(String.self, forKey: .reference)
            // A union (`["string", "null"]`) and values that are no texts have no words of their own here.
            type = try? keys.decodeIfPresent(String.self, forKey: .type)
            values = try? keys.decodeIfPresent([String].self, forKey: .values)
            description = try keys.decodeIfPresent(String.self, forKey: .description)
            pattern = try keys.decodeIfPresent(String.self, forKey: .pattern)
            format = try keys.decodeIfPresent(String.self, forKey: .format)
            required = try keys.decodeIfPresent([String].self, forKey: .required)
            properties = try keys.decodeIfPresent([String: Schema].self, forKey: .properties)
            items = try keys.decodeIfPresent(Schema.self, forKey: .items)
        }
    }

    struct Content: Decodable {
        var schema: Schema?
        var example: Example?
    }

    /// Shown where it is a text.
    struct Example: Decodable {
        let text: String?
        init(from decoder: any Decoder) throws { text = try? String(from: decoder) }
    }

    struct Parameter: Decodable {
        var name: String
        var `in`: String
        var required: Bool?
        var description: String?
        var schema: Schema?
    }

    struct Body: Decodable {
        var description: String?
        var content: [String: Content]
    }

    struct Reply: Decodable {
        var reference: String?
        var description: String?
        var content: [String: Content]?

        private enum CodingKeys: String, CodingKey { case reference = "$ref", description, content }
    }

    struct Operation: Decodable {
        var operationId: String
        var summary: String?
        var description: String?
        var parameters: [Parameter]?
        var requestBody: Body?
        var responses: [String: Reply]
    }

    var info: Info
    var paths: [String: [String: Operation]]
    var components: Components

    static func served() throws -> Contract {
        try JSONDecoder().decode(Contract.self, from: Data(PackageResources.openapi_json))
    }
}
