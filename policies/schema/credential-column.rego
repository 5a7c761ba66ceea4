# METADATA
# title: Passwords and tokens are not kept in plain text
# description: >-
#   Who gets a copy of the database, a backup or a log of its statements has every password and token in it that is not
#   hashed or encrypted. A hash is enough to compare with; what has to be read back can be encrypted with a key that the
#   database does not have.
# related_resources:
#   - https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html
#   - https://cheatsheetseries.owasp.org/cheatsheets/Cryptographic_Storage_Cheat_Sheet.html
# custom:
#   severity: warning
#   message: 'by its name, {table}.{column} holds a secret in plain text: {word}'
#   fix: 'keep a hash or an encrypted value, and say so in the name (…_hash, …_encrypted) or by COMMENT ON COLUMN {path} IS ''hashed with …'''
#   standard: schema/privacy
#   tags: [privacy]
#   since: "0.1"
#   presets: {strict: 1, all: 1}
#   equivalents: {splinter: ["0023"], sqlcheck: ["4001"]}
#   options:
#     type: object
#     additionalProperties: false
#     properties:
#       words:
#         type: array
#         items: {type: string}
#         default: [password, passwd, pwd, passphrase, passcode, secret, token, api_key, apikey, private_key, secret_key, access_key, encryption_key, signing_key, credential, otp, totp, recovery_code, backup_code, connection_string, cvv, cvc, card_number]
#         description: What columns hold by the last words of their names, in the singular, lower case and with underscores.
#       except:
#         type: array
#         items: {type: string}
#         default: [page_token, next_token, continuation_token, sync_token, lock_token, public_token, csrf_token]
#         description: Endings of names that are none although they end like one.
#       marks:
#         type: array
#         items: {type: string}
#         default: [hash, digest, encrypt, cipher, bcrypt, scrypt, argon, pbkdf, kms, vault, masked]
#         description: What a comment on the column says in lower case when the value is protected.
package bdma.schema.credential_column

deny contains {"at": column.at, "table": column.table, "column": column.column, "path": column.path, "word": word} if {
	some column in input.content_columns
	some ending in column.endings
	ending in words
	column.kind == "text"
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
