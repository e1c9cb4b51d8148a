-- References that the bank of a client-funds account takes; null: any with a right check digit.
-- {kidModulus?, kidLengths?, ocrLengthDigit?, ocrLengths?, fikType?}
alter table agency_account add column reference_agreement json;
