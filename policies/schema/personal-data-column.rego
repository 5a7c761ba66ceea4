# METADATA
# title: Personal data is classified
# description: >-
#   Who has to find, export or delete what is known of a person needs to know in which columns it is. A comment that says
#   so stays with the column in every dump and tool.
# related_resources:
#   - https://www.postgresql.org/docs/current/sql-comment.html
#   - https://gdpr-info.eu/art-30-gdpr/
# custom:
#   severity: info
#   message: '{table}.{column} is personal data ({word}), and no comment classifies it'
#   fix: 'add COMMENT ON COLUMN {path} IS ''personal: what for, and how long'''
#   standard: schema/privacy
#   tags: [privacy, comments]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string}
#         default: [email, email_address, mail_address, phone, phone_number, mobile, mobile_number, telephone, first_name, last_name, middle_name, full_name, family_name, given_name, surname, maiden_name, birth_date, birthdate, birthday, date_of_birth, dob, ssn, social_security_number, national_id, passport_number, tax_id, iban, bank_account, account_holder, street, street_address, home_address, postal_address, postal_code, postcode, zip_code, ip, ip_address, ip_addr, remote_addr, gender, sex, ethnicity, religion, nationality, marital_status, diagnosis, blood_type]
#         description: What columns hold by the last words of their names, in the singular, lower case and with underscores.
#       except:
#         type: array
#         items: {type: string}
#         default: [server_ip, server_ip_address, host_ip, host_ip_address, node_ip, node_ip_address, pod_ip, cluster_ip, gateway_ip, listen_ip, bind_ip]
#         description: Endings of names that are of no person although they end like one.
#       marks:
#         type: array
#         items: {type: string}
#         default: [personal, pii, gdpr, sensitive, confidential, classified, classification]
#         description: What a comment on the column says in lower case when it classifies the data.
package bdma.schema.personal_data_column

deny contains {"at": column.at, "table": column.table, "column": column.column, "path": column.path, "word": word} if {
	some column in input.content_columns
	some ending in column.endings
	ending in words
	not column.protected
	not excepted(column)
	not marked(column)
	word := replace(ending, "_", " ")
}

words := {word | some word in data.settings.words}

excepted(column) if {
	some ending in column.endings
	ending in data.settings.except
}

marked(column) if {
	some mark in data.settings.marks
	contains(column.comment, mark)
}
